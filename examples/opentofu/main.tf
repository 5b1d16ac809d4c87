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

variable "upstream" {
  description = "Where the images come from, written the same way."
  type        = string
  default     = "docker.io/library"
}

resource "imagesync" "busybox_1_32" {
  source      = "${var.upstream}/busybox:1.32"
  destination = "${var.mirror}/busybox:1.32"
}

resource "imagesync" "busybox_1_33" {
  source      = "${var.upstream}/busybox:1.33"
  destination = "${var.mirror}/busybox:1.33"
}

output "busybox_1_32" {
  description = "What a Deployment takes: repository and digest, never the tag."
  value       = imagesync.busybox_1_32.id
}
