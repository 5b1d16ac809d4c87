// Mirrors an image, tells its reference by digest, and takes it away again: main SOURCE DESTINATION.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"github.com/imagesync/imagesync/sdk/go/imagesync"
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func program(ctx *pulumi.Context) error {
	strict, err := imagesync.NewProvider(ctx, "strict", &imagesync.ProviderArgs{
		OnUnreachable: imagesync.OnUnreachableFail,
	})
	if err != nil {
		return err
	}
	image, err := imagesync.NewSyncedImage(ctx, "app", &imagesync.SyncedImageArgs{
		Source:       pulumi.String(os.Args[1]),
		Destination:  pulumi.String(os.Args[2]),
		DeletePolicy: imagesync.DeletePolicyTag,
	}, pulumi.Provider(strict))
	if err != nil {
		return err
	}
	ctx.Export("digestRef", image.DigestRef)
	return nil
}

func run(ctx context.Context) error {
	stack, err := auto.NewStackInlineSource(ctx, "test", "go", program)
	if err != nil {
		return err
	}
	up, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	fmt.Println(up.Outputs["digestRef"].Value)
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	_, err = stack.Destroy(ctx)
	return err
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
