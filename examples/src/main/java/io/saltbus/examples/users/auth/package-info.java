/** Lets users in. */
@NullMarked
package io.saltbus.examples.users.auth;

import org.jspecify.annotations.NullMarked;
