// Package acceptance judges the provider as HashiCorp's testing framework does: after every step, a plan must be empty.
package acceptance

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const address = "imagesync.app"

// run runs the steps with the packaged provider, and then sees that what they made is gone.
func run(p pair, steps ...resource.TestStep) {
	p.t.Helper()
	resource.ParallelTest(p.t, resource.TestCase{
		ExternalProviders: map[string]resource.ExternalProvider{
			"imagesync": {Source: "registry.opentofu.org/imagesync/imagesync", VersionConstraint: os.Getenv("ACCEPTANCE_VERSION")},
		},
		Steps: steps,
		CheckDestroy: func(*terraform.State) error {
			if digest := p.digest(p.destination); digest != "" {
				return fmt.Errorf("%s is still there: %s", p.destination, digest)
			}
			return nil
		},
	})
}

// program has the pair as a resource with these lines besides, and something that takes its id.
func (p pair) program(lines string) string {
	return fmt.Sprintf(`
resource "imagesync" "app" {
  source      = %q
  destination = %q
  %s
}

resource "terraform_data" "deployment" {
  input = imagesync.app.id
}
`, p.source, p.destination, lines)
}

// mirrors expects the tag, and what the state says of it, to be this digest.
func (p pair) mirrors(digest *string) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		if seen := p.digest(p.destination); seen != *digest {
			return fmt.Errorf("%s points at %q, and not at %s", p.destination, seen, *digest)
		}
		repository := strings.TrimSuffix(p.destination, ":1")
		return resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(address, "digest", *digest),
			resource.TestCheckResourceAttr(address, "source_digest", *digest),
			resource.TestCheckResourceAttr(address, "observed_digest", *digest),
			resource.TestCheckResourceAttr(address, "digest_ref", repository+"@"+*digest),
			resource.TestCheckResourceAttr(address, "id", repository+"@"+*digest),
			resource.TestCheckResourceAttr("terraform_data.deployment", "output", repository+"@"+*digest),
		)(state)
	}
}

func planned(action plancheck.ResourceActionType, checks ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{
		PreApply: append(checks, plancheck.ExpectResourceAction(address, action)),
	}
}

func at(attribute string) tfjsonpath.Path { return tfjsonpath.New(attribute) }

func TestLifeOfAnImage(t *testing.T) {
	p := newPair(t, "life")
	digest := p.release()
	unchangedID := statecheck.CompareValue(compare.ValuesSame())
	run(p,
		resource.TestStep{
			Config: p.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate,
				plancheck.ExpectUnknownValue(address, at("digest")),
				plancheck.ExpectKnownValue(address, at("delete_policy"), knownvalue.StringExact("tag")),
				plancheck.ExpectKnownValue(address, at("include_referrers"), knownvalue.Bool(false))),
			Check: p.mirrors(&digest),
			ConfigStateChecks: []statecheck.StateCheck{
				unchangedID.AddStateValue(address, at("id")),
				statecheck.ExpectKnownValue(address, at("media_type"),
					knownvalue.StringExact("application/vnd.oci.image.index.v1+json")),
				statecheck.ExpectKnownValue(address, at("platforms"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, at("timeouts"), knownvalue.Null()),
			},
		},
		resource.TestStep{ // another policy is noted, and nothing else happens
			Config: p.program(`delete_policy = "image"
  timeouts = { create = "10m" }`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate,
				plancheck.ExpectKnownValue(address, at("digest"), knownvalue.StringFunc(equals(&digest)))),
			Check:             p.mirrors(&digest),
			ConfigStateChecks: []statecheck.StateCheck{unchangedID.AddStateValue(address, at("id"))},
		},
		resource.TestStep{ // the source moved
			PreConfig:        func() { digest = p.release() },
			Config:           p.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{ // the source moved, and the new image comes first
			PreConfig:        func() { digest = p.release() },
			Config:           p.program("lifecycle {\n    create_before_destroy = true\n  }"),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreateBeforeDestroy),
			Check:            p.mirrors(&digest),
		},
	)
}

func TestTaintedAndMoved(t *testing.T) {
	p := newPair(t, "moved")
	digest := p.release()
	old, renamed := p, p
	renamed.source = strings.Replace(p.source, ":1", ":renamed", 1)
	moved := renamed
	moved.destination = strings.Replace(p.destination, "moved:1", "elsewhere:1", 1)
	run(moved,
		resource.TestStep{Config: p.program(""), Check: p.mirrors(&digest)},
		resource.TestStep{
			Taint:            []string{address},
			Config:           p.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{ // another name of the same image
			PreConfig:        func() { p.must(crane.Tag(p.source, "renamed")) },
			Config:           renamed.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			Check:            renamed.mirrors(&digest),
		},
		resource.TestStep{ // another source under the same name
			PreConfig:        func() { digest = p.release() },
			Config:           p.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{
			PreConfig:        func() { p.must(crane.Tag(p.source, "renamed")) },
			Config:           moved.program(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			Check: resource.ComposeTestCheckFunc(moved.mirrors(&digest), func(*terraform.State) error {
				if left := old.digest(old.destination); left != "" {
					return fmt.Errorf("%s is still there", old.destination)
				}
				return nil
			}),
		},
	)
}

func TestSomePlatforms(t *testing.T) {
	p := newPair(t, "platforms")
	digest := p.release()
	whole := statecheck.CompareValue(compare.ValuesDiffer())
	run(p,
		resource.TestStep{
			Config:            p.program(""),
			Check:             p.mirrors(&digest),
			ConfigStateChecks: []statecheck.StateCheck{whole.AddStateValue(address, at("digest"))},
		},
		resource.TestStep{
			Config:           p.program(`platforms = ["linux/arm64"]`),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				whole.AddStateValue(address, at("digest")),
				statecheck.ExpectKnownValue(address, at("source_digest"), knownvalue.StringFunc(equals(&digest))),
				statecheck.ExpectKnownValue(address, at("platforms"),
					knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact("linux/arm64")})),
			},
		},
		resource.TestStep{
			PreConfig:        func() { p.push(p.destination) },
			Config:           p.program(`platforms = ["linux/arm64"]`),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
	)
}

func TestImagePolicy(t *testing.T) {
	p := newPair(t, "policy")
	policy := `delete_policy = "image"`
	var first, second, third string
	expect := func(digest *string, there bool) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if seen := p.digest(strings.TrimSuffix(p.destination, ":1") + "@" + *digest); (seen != "") != there {
				return fmt.Errorf("%s: %t, and not %t", *digest, seen != "", there)
			}
			return nil
		}
	}
	first = p.release()
	run(p,
		resource.TestStep{Config: p.program(policy), Check: p.mirrors(&first)},
		resource.TestStep{ // what takes the id may still pull it
			PreConfig: func() { second = p.release() },
			Config:    p.program(policy),
			Check:     resource.ComposeTestCheckFunc(p.mirrors(&second), expect(&first, true)),
		},
		resource.TestStep{ // all has followed before the old one goes
			PreConfig: func() { third = p.release() },
			Config:    p.program(policy + "\n  lifecycle {\n    create_before_destroy = true\n  }"),
			Check:     resource.ComposeTestCheckFunc(p.mirrors(&third), expect(&second, false)),
		},
	)
}

func TestDrift(t *testing.T) {
	p := newPair(t, "drift")
	digest := p.release()
	repaired := planned(plancheck.ResourceActionUpdate,
		plancheck.ExpectKnownValue(address, at("id"), knownvalue.NotNull()),
		plancheck.ExpectKnownValue(address, at("observed_digest"), knownvalue.StringFunc(equals(&digest))),
		plancheck.ExpectResourceAction("terraform_data.deployment", plancheck.ResourceActionNoop))
	run(p,
		resource.TestStep{Config: p.program(""), Check: p.mirrors(&digest)},
		resource.TestStep{ // the tag was overwritten
			PreConfig:        func() { p.push(p.destination) },
			Config:           p.program(""),
			ConfigPlanChecks: repaired,
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{ // the image was deleted, with its tag
			PreConfig: func() {
				repository := strings.TrimSuffix(p.destination, ":1")
				p.must(crane.Delete(repository + "@" + digest))
			},
			Config:           p.program(""),
			ConfigPlanChecks: repaired,
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{ // drift is seen by a refresh alone
			PreConfig:          func() { p.push(p.destination) },
			RefreshState:       true,
			ExpectNonEmptyPlan: true,
		},
		resource.TestStep{Config: p.program(""), Check: p.mirrors(&digest)},
	)
}

func TestImport(t *testing.T) {
	p := newPair(t, "import")
	digest := p.release()
	both := p.source + "," + p.destination
	run(p,
		resource.TestStep{
			Config: p.program(""),
			Check:  p.mirrors(&digest),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectIdentity(address, map[string]knownvalue.Check{
					"destination": knownvalue.StringExact(p.destination),
				}),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: both, ImportStateVerify: true},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateId: p.destination, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"source"},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateId: both,
		},
		resource.TestStep{ // the source is not in it, so an update notes it
			ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity,
			ExpectNonEmptyPlan: true,
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateId: "no image",
			ExpectError: regexp.MustCompile(`IS1010`),
		},
	)
}

func TestPinFromADataSource(t *testing.T) {
	p := newPair(t, "pin")
	digest := p.release()
	program := fmt.Sprintf(`
data "imagesync_image" "app" {
  ref               = %q
  allow_unavailable = true
}
`, p.source) + p.program("source_digest = data.imagesync_image.app.digest")
	known := plancheck.ExpectKnownValue(address, at("digest"), knownvalue.StringFunc(equals(&digest)))
	run(p,
		resource.TestStep{
			Config:           program,
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate, known),
			Check:            p.mirrors(&digest),
		},
		resource.TestStep{
			PreConfig:        func() { digest = p.release() },
			Config:           program,
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate, known),
			Check:            p.mirrors(&digest),
		},
	)
}

func TestDataSourcesAndFunction(t *testing.T) {
	p := newPair(t, "lookup")
	digest := p.release()
	repository := strings.TrimSuffix(p.source, ":1")
	run(p, resource.TestStep{
		Config: fmt.Sprintf(`
terraform {
  required_providers {
    imagesync = {
      source = "registry.opentofu.org/imagesync/imagesync"
    }
  }
}

data "imagesync_image" "app" {
  ref = %q
}

data "imagesync_image" "gone" {
  ref               = "%s:gone"
  allow_unavailable = true
}

data "imagesync_tags" "app" {
  repository      = %q
  include_digests = true
}

output "parts" {
  value = provider::imagesync::parse_reference("app@%s")
}
`, p.source, repository, repository, digest),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.imagesync_image.app", at("digest_ref"),
				knownvalue.StringExact(repository+"@"+digest)),
			statecheck.ExpectKnownValue("data.imagesync_image.gone", at("digest"), knownvalue.Null()),
			statecheck.ExpectKnownValue("data.imagesync_tags.app", at("tags"), knownvalue.ListExact([]knownvalue.Check{
				knownvalue.ObjectExact(map[string]knownvalue.Check{
					"tag": knownvalue.StringExact("1"), "digest": knownvalue.StringExact(digest),
				}),
			})),
			statecheck.ExpectKnownOutputValue("parts", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"registry":   knownvalue.StringExact("docker.io"),
				"repository": knownvalue.StringExact("library/app"),
				"tag":        knownvalue.Null(),
				"digest":     knownvalue.StringExact(digest),
			})),
		},
	})
}

func TestWhatIsWrongIsToldWithItsCode(t *testing.T) {
	p := newPair(t, "wrong")
	run(p,
		resource.TestStep{
			Config:      p.program(`delete_policy = "everything"`),
			ExpectError: regexp.MustCompile(`IS1006`),
		},
		resource.TestStep{ // nobody has released it
			Config:      p.program(""),
			ExpectError: regexp.MustCompile(`IS4002`),
		},
	)
}

// equals compares with what a variable holds when the check runs.
func equals(expected *string) func(string) error {
	return func(value string) error {
		if value != *expected {
			return fmt.Errorf("%s, and not %s", value, *expected)
		}
		return nil
	}
}
