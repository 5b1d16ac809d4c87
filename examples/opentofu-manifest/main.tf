terraform {
  required_providers {
    imagesync = {
      source  = "imagesync/imagesync"
      version = "~> 0.1"
    }
  }
}

variable "mirror" {
  description = "Where the mirror stands: host, or host and the first part of a repository."
  type        = string
}

locals {
  manifest = file("${path.module}/web.yaml")
}

# What the upstreams have now: with it a plan shows the digests, and moves with them.
data "imagesync_image" "all" {
  for_each          = toset(provider::imagesync::images(local.manifest))
  ref               = each.value
  allow_unavailable = true
}

resource "imagesync" "all" {
  for_each      = data.imagesync_image.all
  source        = each.key
  source_digest = each.value.digest
  destination   = provider::imagesync::destination(each.key, var.mirror)

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  copies = { for image, copy in imagesync.all : image => copy.digest_ref }
}

output "manifest" {
  description = "The manifest with every image from the mirror, by digest."
  value       = provider::imagesync::render(local.manifest, local.copies)
}
