package org.skytrawl.harvest.take;

import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.model.Service;

/** Is told how a harvest goes on, by several threads. */
public interface HarvestListener {
    /** A page has been written. */
    default void page(Service service, long rows) {}

    /** A service has ended in this session: completely, or with gaps. */
    default void ended(Service service, ServiceState state) {}
}
