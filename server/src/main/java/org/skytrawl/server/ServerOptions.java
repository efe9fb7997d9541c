package org.skytrawl.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the server runs.
 *
 * @param address the address to listen on
 * @param port 0 for any free one
 * @param token needed to ask, unless the address is of this machine only; null there
 * @param folder where runs are kept
 */
public record ServerOptions(
        String address, int port, @Nullable String token, Path folder) {}
