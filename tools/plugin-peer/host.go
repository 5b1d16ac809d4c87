package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// host starts a plugin, pings it, and ends it, at once or when stdin ends; it prints what it saw, a fact a line.
func host(arguments []string) error {
	flags := flag.NewFlagSet("host", flag.ContinueOnError)
	plain := flags.Bool("plain", false, "no TLS")
	wait := flags.Bool("wait", false, "keep the plugin until stdin ends")
	protocols := flags.String("protocols", "5,6", "the versions that the host speaks")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() < 2 {
		return errors.New("a cookie and a command are expected")
	}
	name, value, _ := strings.Cut(flags.Arg(0), "=")

	versions := map[int]plugin.PluginSet{}
	for _, text := range strings.Split(*protocols, ",") {
		version, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		versions[version] = plugin.PluginSet{"none": none{}}
	}
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  plugin.HandshakeConfig{MagicCookieKey: name, MagicCookieValue: value},
		VersionedPlugins: versions,
		Cmd:              exec.Command(flags.Arg(1), flags.Args()[2:]...),
		AutoMTLS:         !*plain,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Output: os.Stderr, Level: hclog.Trace}),
		StartTimeout:     30 * time.Second,
	})
	defer client.Kill()

	connection, err := client.Client()
	if err != nil {
		return err
	}
	fmt.Println("protocol", client.NegotiatedVersion())
	fmt.Println("pid", client.ID())
	if err := connection.Ping(); err != nil {
		return err
	}
	fmt.Println("ping ok")
	if *wait {
		bufio.NewScanner(os.Stdin).Scan()
	}
	start := time.Now()
	client.Kill()
	fmt.Println("ended_after_ms", time.Since(start).Milliseconds())
	return nil
}

// none is a plugin of no use: only the process around it is of interest.
type none struct{ plugin.NetRPCUnsupportedPlugin }

func (none) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error {
	return nil
}

func (none) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (interface{}, error) {
	return nil, nil
}
