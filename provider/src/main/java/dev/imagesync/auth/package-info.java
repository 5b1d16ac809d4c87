/**
 * Who we are for a registry. No HTTP.
 *
 * <p>Credentials are looked for in this order, and the first that are found win; if the registry refuses them, the next are
 * tried: the provider's setting {@code registries}; the environment variable {@code DOCKER_AUTH_CONFIG}, which holds a docker
 * config; the file that {@code REGISTRY_AUTH_FILE} names; {@code $DOCKER_CONFIG/config.json}, else
 * {@code ~/.docker/config.json}; {@code $XDG_RUNTIME_DIR/containers/auth.json}; {@code $XDG_CONFIG_HOME/containers/auth.json},
 * else {@code ~/.config/containers/auth.json}; nobody. In each config the helper of the registry comes first, then the store
 * for all, then {@code auths}, whose longest key wins: {@code host/team/app} before {@code host/team} before {@code host}
 * (containers-auth.json(5)). A docker config that the user names is read in place of all others.
 */
@NullMarked
package dev.imagesync.auth;

import org.jspecify.annotations.NullMarked;
