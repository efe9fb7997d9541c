/** Answers of services that are kept, so that a run can read them and need not ask these services. */
@NullMarked
package org.skytrawl.stored;

import org.jspecify.annotations.NullMarked;
