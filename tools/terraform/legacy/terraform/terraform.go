// Package terraform takes the place of one whose module is not published by itself.
package terraform
