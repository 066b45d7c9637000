/** The caller's side: what is waited for, until when, and how it ends. */
@NullMarked
package io.saltbus.rpc.internal.call;

import org.jspecify.annotations.NullMarked;
