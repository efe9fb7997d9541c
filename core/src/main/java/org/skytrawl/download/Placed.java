package org.skytrawl.download;

/** Told of a file that is in its place, before it can be renamed. */
@FunctionalInterface
interface Placed {
    void placed(Fetched.File file) throws FolderException;
}
