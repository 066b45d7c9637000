/** Keeps the documents, and lists them for those who may see them. */
@NullMarked
package io.saltbus.examples.documents.library;

import org.jspecify.annotations.NullMarked;
