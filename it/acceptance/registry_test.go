package acceptance

import (
	"os"
	"testing"

	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// The two registries, host:port, speak plain HTTP on the loopback interface.
const (
	upstreamVariable = "ACCEPTANCE_UPSTREAM"
	mirrorVariable   = "ACCEPTANCE_MIRROR"
)

// pair is an image of an upstream and its mirror, under a repository that no other test has.
type pair struct {
	t                   *testing.T
	source, destination string
}

func newPair(t *testing.T, repository string) pair {
	t.Helper()
	host := func(variable string) string {
		value := os.Getenv(variable)
		if value == "" {
			t.Fatalf("%s must name a registry", variable)
		}
		return value
	}
	return pair{
		t:           t,
		source:      host(upstreamVariable) + "/library/" + repository + ":1",
		destination: host(mirrorVariable) + "/mirror/" + repository + ":1",
	}
}

// push points a tag to a new index of an image for amd64 and one for arm64, and gives its digest.
func (p pair) push(reference string) string {
	p.t.Helper()
	var index v1.ImageIndex = empty.Index
	for _, architecture := range []string{"amd64", "arm64"} {
		image, err := random.Image(512, 2)
		p.must(err)
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add:        image,
			Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: architecture}},
		})
	}
	tag, err := name.ParseReference(reference)
	p.must(err)
	p.must(remote.WriteIndex(tag, index))
	digest, err := index.Digest()
	p.must(err)
	return digest.String()
}

// release points the source's tag to a new image.
func (p pair) release() string {
	p.t.Helper()
	return p.push(p.source)
}

// digest is what a tag points at; empty if there is no such tag.
func (p pair) digest(reference string) string {
	digest, err := crane.Digest(reference)
	if err != nil {
		return ""
	}
	return digest
}

func (p pair) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}
