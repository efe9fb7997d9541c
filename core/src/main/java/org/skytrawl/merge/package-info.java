/**
 * Many answers into one list without duplicates. It runs once, over all records, when the last answer has ended, so that
 * the result cannot depend on the order of arrival. Everything public here is immutable or without state.
 */
@NullMarked
package org.skytrawl.merge;

import org.jspecify.annotations.NullMarked;
