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

resource "imagesync" "all" {
  for_each    = toset(provider::imagesync::images(local.manifest))
  source      = each.value
  destination = provider::imagesync::destination(each.value, var.mirror)
}

locals {
  copies = { for image, copy in imagesync.all : image => copy.digest_ref }
}

output "manifest" {
  description = "The manifest with every image from the mirror, by digest."
  value       = provider::imagesync::render(local.manifest, local.copies)
}
