/** Shows a user what is in a folder. */
@NullMarked
package io.saltbus.examples.documents.desk;

import org.jspecify.annotations.NullMarked;
