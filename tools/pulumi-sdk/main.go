// pulumi-sdk writes the SDKs of a Pulumi schema for Node.js, Python and Go, by the code generators of Pulumi itself, which
// `pulumi package gen-sdk` reaches through language plugins only.
//
//	pulumi-sdk SCHEMA FOLDER    fills FOLDER/nodejs, FOLDER/python and FOLDER/go, each as its own package
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const (
	tool = "pulumi"
	sdk  = "github.com/pulumi/pulumi/sdk/v3"
)

type generator func(*schema.Package) (map[string][]byte, error)

var generators = map[string]generator{
	"nodejs": func(p *schema.Package) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, p, nil, nil, false, nil)
	},
	"python": func(p *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, p, nil, nil)
	},
	"go": func(p *schema.Package) (map[string][]byte, error) {
		files, err := golang.GeneratePackage(tool, p, nil)
		if err == nil {
			files[p.Name+"/go.mod"], err = goMod(p)
		}
		return files, err
	},
}

// goMod gives the module file that the generator leaves out. It asks for the SDK that the generator is of.
func goMod(p *schema.Package) ([]byte, error) {
	info, ok := p.Language["go"].(golang.GoPackageInfo)
	if !ok {
		return nil, fmt.Errorf("the schema names no importBasePath")
	}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, fmt.Errorf("built without modules")
	}
	for _, module := range build.Deps {
		if module.Path == sdk {
			return fmt.Appendf(nil, "module %s\n\ngo 1.25.0\n\nrequire %s %s\n", info.ImportBasePath, sdk, module.Version), nil
		}
	}
	return nil, fmt.Errorf("built without %s", sdk)
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: pulumi-sdk SCHEMA FOLDER"))
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	for language, generate := range generators {
		if err := write(text, generate, filepath.Join(os.Args[2], language)); err != nil {
			fail(fmt.Errorf("%s: %w", language, err))
		}
	}
}

func write(text []byte, generate generator, folder string) error {
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	bound, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return diagnostics
	}
	files, err := generate(bound)
	if err != nil {
		return err
	}
	for name, content := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "pulumi-sdk: "+err.Error())
	os.Exit(1)
}
