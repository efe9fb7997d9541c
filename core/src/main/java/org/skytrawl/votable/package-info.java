/**
 * A streaming VOTable reader: fields, then rows, then what the service said of its own answer before and after the
 * table. STIL decodes binary cells (ADR 3); everything that a service can do to STIL or to the XML parser is met here.
 */
@NullMarked
package org.skytrawl.votable;

import org.jspecify.annotations.NullMarked;
