package org.skytrawl.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server runs.
 *
 * @param address the address to listen on
 * @param port 0 for any free one
 * @param token needed to ask, unless the address is of this machine only; null there
 * @param folder where runs are kept
 * @param registries those that the user has named, for the commands that repeat a question; empty for the usual ones
 */
public record ServerOptions(
        String address, int port, @Nullable String token, Path folder, List<String> registries) {}
