/** Parameters of a request become a question. */
@NullMarked
package org.skytrawl.server.question;

import org.jspecify.annotations.NullMarked;
