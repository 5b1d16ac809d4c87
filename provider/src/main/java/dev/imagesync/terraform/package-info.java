/** The door for Terraform and OpenTofu: tfplugin6, translated for {@code lifecycle} and back. It holds no rule of its own. */
@NullMarked
package dev.imagesync.terraform;

import org.jspecify.annotations.NullMarked;
