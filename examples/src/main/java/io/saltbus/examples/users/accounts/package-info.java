/** Knows the users, and answers who they are. */
@NullMarked
package io.saltbus.examples.users.accounts;

import org.jspecify.annotations.NullMarked;
