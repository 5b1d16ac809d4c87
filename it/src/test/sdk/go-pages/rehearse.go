package main

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// rehearse stands where a program calls pulumi.Run: it runs the program, tells what it gives out, and takes everything away again.
func rehearse(program pulumi.RunFunc) {
	if err := run(context.Background(), program); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program pulumi.RunFunc) error {
	stack, err := auto.NewStackInlineSource(ctx, "page", "go", program)
	if err != nil {
		return err
	}
	up, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	for name, output := range up.Outputs {
		fmt.Println(name, output.Value)
	}
	if _, err := stack.Destroy(ctx); err != nil {
		return err
	}
	return stack.Workspace().RemoveStack(ctx, "page")
}
