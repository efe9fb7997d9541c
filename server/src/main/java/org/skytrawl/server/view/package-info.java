/** The datasets of a run as the page looks at them: pages, filters, facets, footprints, coverage. */
@NullMarked
package org.skytrawl.server.view;

import org.jspecify.annotations.NullMarked;
