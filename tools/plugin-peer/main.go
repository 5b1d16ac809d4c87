// plugin-peer is the other side of imagesync's plugin protocol rooms: a host made of go-plugin's own client, and Terraform's
// values as go-cty reads and writes them.
//
//	plugin-peer host [-plain] [-protocols 5,6] COOKIE=VALUE COMMAND [ARGUMENT...]
//	plugin-peer samples
//	plugin-peer echo
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail("one of host, samples, echo is expected")
	}
	var err error
	switch os.Args[1] {
	case "host":
		err = host(os.Args[2:])
	case "samples":
		err = samples(os.Stdout)
	case "echo":
		err = echo(os.Stdin, os.Stdout)
	default:
		fail("one of host, samples, echo is expected")
	}
	if err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "plugin-peer: "+why)
	os.Exit(1)
}
