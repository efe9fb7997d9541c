package org.skytrawl.run;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.RecordSink;

/** Gives the records of a task to it, to the listener and to the budget of memory. */
record TaskRecords(ServiceTask task, EventStream events, RecordBudget.OfRun budget) implements RecordSink {
    @Override
    public void accept(ObsCoreRecord record, long bytes) throws NoMoreRecordsException {
        if (!task.take(record, bytes)) {
            String full = task.whyFull();
            throw new NoMoreRecordsException(full == null ? "the service has ended" : full);
        }
        events.record(task.origin(), record);
        budget.took(bytes);
    }

    @Override
    public void progress(TargetSet targetsLeft, long requests) {
        task.progress(targetsLeft, requests);
    }
}
