/**
 * imagesync for CDK for Terraform: {@link dev.imagesync.cdktf.ImageSync} is what most programs need, one image kept in step.
 * Below it are the provider's own {@link dev.imagesync.cdktf.SyncedImage}, {@link dev.imagesync.cdktf.DataImagesyncImage} and
 * {@link dev.imagesync.cdktf.DataImagesyncTags}, one class each, and {@link dev.imagesync.cdktf.ImagesyncProvider}, of which a
 * stack has one. Texts may be tokens everywhere. Like all constructs, these are for one thread.
 */
package dev.imagesync.cdktf;
