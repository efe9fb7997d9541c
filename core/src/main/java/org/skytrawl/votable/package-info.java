/**
 * A streaming VOTable reader: fields, rows, and the status of the service before and after the table. STIL decodes binary
 * cells (ADR 3); this package protects STIL and the XML parser against hostile documents.
 */
@NullMarked
package org.skytrawl.votable;

import org.jspecify.annotations.NullMarked;
