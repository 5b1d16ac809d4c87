package main

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

func sampleValues() []sample {
	known := func(name string, value cty.Value) sample { return sample{name, value.Type(), value} }
	dynamic := func(name string, value cty.Value) sample { return sample{name, cty.DynamicPseudoType, value} }
	texts := func(parts ...string) []cty.Value {
		var values []cty.Value
		for _, part := range parts {
			values = append(values, cty.StringVal(part))
		}
		return values
	}
	image := cty.Object(map[string]cty.Type{
		"id":        cty.String,
		"source":    cty.String,
		"platforms": cty.Set(cty.String),
		"referrers": cty.Bool,
		"timeouts":  cty.Object(map[string]cty.Type{"create": cty.String}),
		"hosts":     cty.Map(cty.Object(map[string]cty.Type{"host": cty.String, "limit": cty.Number})),
	})
	return []sample{
		known("text empty", cty.StringVal("")),
		known("text short", cty.StringVal("alpine")),
		known("text of 31 bytes", cty.StringVal(strings.Repeat("a", 31))),
		known("text of 32 bytes", cty.StringVal(strings.Repeat("a", 32))),
		known("text of 255 bytes", cty.StringVal(strings.Repeat("a", 255))),
		known("text of 256 bytes", cty.StringVal(strings.Repeat("a", 256))),
		known("text of 65536 bytes", cty.StringVal(strings.Repeat("a", 65536))),
		known("text beyond ASCII", cty.StringVal("naïve 镜像 \U0001F433")),
		known("true", cty.True),
		known("false", cty.False),
		known("null text", cty.NullVal(cty.String)),
		known("null object", cty.NullVal(image)),

		known("0", cty.NumberIntVal(0)),
		known("127", cty.NumberIntVal(127)),
		known("128", cty.NumberIntVal(128)),
		known("255", cty.NumberIntVal(255)),
		known("256", cty.NumberIntVal(256)),
		known("65535", cty.NumberIntVal(65535)),
		known("65536", cty.NumberIntVal(65536)),
		known("4294967295", cty.NumberIntVal(4294967295)),
		known("4294967296", cty.NumberIntVal(4294967296)),
		known("-1", cty.NumberIntVal(-1)),
		known("-32", cty.NumberIntVal(-32)),
		known("-33", cty.NumberIntVal(-33)),
		known("-128", cty.NumberIntVal(-128)),
		known("-129", cty.NumberIntVal(-129)),
		known("-32769", cty.NumberIntVal(-32769)),
		known("-2147483649", cty.NumberIntVal(-2147483649)),
		known("largest int64", cty.MustParseNumberVal("9223372036854775807")),
		known("smallest int64", cty.MustParseNumberVal("-9223372036854775808")),
		known("above int64", cty.MustParseNumberVal("9223372036854775808")),
		known("largest uint64", cty.MustParseNumberVal("18446744073709551615")),
		known("big", cty.MustParseNumberVal("123456789012345678901234567890")),
		known("a float holds it", cty.MustParseNumberVal("1.5")),
		known("no float holds it", cty.MustParseNumberVal("0.1")),
		known("of a float", cty.NumberFloatVal(0.1)),
		known("long decimal", cty.MustParseNumberVal("-3.14159265358979323846264338327950288")),
		known("tiny", cty.MustParseNumberVal("1e-40")),

		known("list empty", cty.ListValEmpty(cty.String)),
		known("list", cty.ListVal(texts("b", "a", "b"))),
		known("list of 16", cty.ListVal(texts(strings.Split("abcdefghijklmnop", "")...))),
		known("list with an unknown", cty.ListVal([]cty.Value{cty.StringVal("a"), cty.UnknownVal(cty.String)})),
		known("set empty", cty.SetValEmpty(cty.String)),
		known("set", cty.SetVal(texts("linux/arm64", "linux/amd64", "windows/amd64"))),
		known("set of numbers", cty.SetVal([]cty.Value{cty.NumberIntVal(300), cty.NumberIntVal(2), cty.MustParseNumberVal("0.1")})),
		known("map empty", cty.MapValEmpty(cty.Bool)),
		known("map", cty.MapVal(map[string]cty.Value{"b": cty.True, "a": cty.False, "a.b[0]": cty.NullVal(cty.Bool)})),
		known("tuple", cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.NumberIntVal(1), cty.EmptyTupleVal})),
		known("object empty", cty.EmptyObjectVal),
		known("object", cty.ObjectVal(map[string]cty.Value{
			"id":        cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull("registry.example/app@sha256:").NewValue(),
			"source":    cty.StringVal("alpine:3.22"),
			"platforms": cty.SetVal(texts("linux/amd64")),
			"referrers": cty.NullVal(cty.Bool),
			"timeouts":  cty.ObjectVal(map[string]cty.Value{"create": cty.StringVal("10m")}),
			"hosts": cty.MapVal(map[string]cty.Value{
				"docker.io": cty.ObjectVal(map[string]cty.Value{"host": cty.StringVal("docker.io"), "limit": cty.NumberIntVal(4)}),
			}),
		})),

		known("unknown", cty.UnknownVal(cty.String)),
		known("unknown object", cty.UnknownVal(image)),
		known("unknown, not null", cty.UnknownVal(cty.Bool).RefineNotNull()),
		known("unknown with a prefix", cty.UnknownVal(cty.String).Refine().StringPrefixFull("sha256:").NewValue()),
		known("unknown from and to", cty.UnknownVal(cty.Number).Refine().
			NumberRangeInclusive(cty.NumberIntVal(1), cty.MustParseNumberVal("65535.5")).NewValue()),
		known("unknown above", cty.UnknownVal(cty.Number).Refine().
			NotNull().NumberRangeLowerBound(cty.MustParseNumberVal("0.1"), false).NewValue()),
		known("unknown of a length", cty.UnknownVal(cty.List(cty.String)).Refine().
			NotNull().CollectionLengthLowerBound(1).CollectionLengthUpperBound(1000).NewValue()),

		dynamic("dynamic text", cty.StringVal("a")),
		dynamic("dynamic null", cty.NullVal(cty.DynamicPseudoType)),
		dynamic("dynamic null text", cty.NullVal(cty.String)),
		dynamic("dynamic unknown", cty.DynamicVal),
		dynamic("dynamic unknown number", cty.UnknownVal(cty.Number)),
		dynamic("dynamic object", cty.ObjectVal(map[string]cty.Value{"a \"b\"": cty.ListVal(texts("x")), "c": cty.NumberIntVal(1)})),
		{"dynamic inside", cty.Map(cty.DynamicPseudoType), cty.MapVal(map[string]cty.Value{"a": cty.True, "b": cty.True})},
	}
}
