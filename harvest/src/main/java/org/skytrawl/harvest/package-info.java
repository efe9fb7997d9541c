/** The observation tables of the VO as files: what a harvest has, and how it is begun. */
@NullMarked
package org.skytrawl.harvest;

import org.jspecify.annotations.NullMarked;
