// Package s3 takes the place of a remote backend whose module is not published by itself.
package s3

import "github.com/hashicorp/terraform/internal/backend"

// New gives no backend: the tests keep their state in files.
func New() backend.Backend { return nil }
