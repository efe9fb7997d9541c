/**
 * Merges all answers to one list without duplicates. It runs once, after the last answer, so that the result cannot
 * depend on the order of arrival. All public types are immutable or stateless.
 */
@NullMarked
package org.skytrawl.merge;

import org.jspecify.annotations.NullMarked;
