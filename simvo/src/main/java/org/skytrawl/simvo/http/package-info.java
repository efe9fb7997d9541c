/** HTTP/1.1 over plain sockets, so that a fault can do to a connection whatever a broken server does. */
@NullMarked
package org.skytrawl.simvo.http;

import org.jspecify.annotations.NullMarked;
