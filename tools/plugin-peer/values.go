package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// sample is a value, in a place of a type.
type sample struct {
	name  string
	place cty.Type
	value cty.Value
}

// samples prints values, a line each: name, type, MessagePack in hex, JSON ("-" where it has none), and how Go shows them.
func samples(out io.Writer) error {
	for _, s := range sampleValues() {
		place, err := ctyjson.MarshalType(s.place)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		packed, err := msgpack.Marshal(s.value, s.place)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		text := []byte("-")
		if s.value.IsWhollyKnown() {
			if text, err = ctyjson.Marshal(s.value, s.place); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
		fmt.Fprintf(out, "%s\t%s\t%x\t%s\t%#v\n", s.name, place, packed, text, s.value)
	}
	return nil
}

// echo reads lines of a type and MessagePack in hex, and answers each with what go-cty makes of it: "ok", MessagePack in hex
// and how Go shows it, or "error" and why.
func echo(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		value, packed, err := again(lines.Text())
		if err != nil {
			fmt.Fprintf(out, "error\t%s\n", strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Fprintf(out, "ok\t%x\t%#v\n", packed, value)
		}
	}
	return lines.Err()
}

func again(line string) (cty.Value, []byte, error) {
	place, digits, _ := strings.Cut(line, "\t")
	kind, err := ctyjson.UnmarshalType([]byte(place))
	if err != nil {
		return cty.NilVal, nil, err
	}
	packed, err := hex.DecodeString(digits)
	if err != nil {
		return cty.NilVal, nil, err
	}
	value, err := msgpack.Unmarshal(packed, kind)
	if err != nil {
		return cty.NilVal, nil, err
	}
	packed, err = msgpack.Marshal(value, kind)
	return value, packed, err
}
