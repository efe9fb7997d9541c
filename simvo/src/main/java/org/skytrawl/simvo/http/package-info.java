/** HTTP/1.1 over plain sockets, so that a fault can treat a connection like any broken server. */
@NullMarked
package org.skytrawl.simvo.http;

import org.jspecify.annotations.NullMarked;
