"""Lays the project's pages out for MkDocs: pages.py ROOT FOLDER

The pages stay where the registries and the host of the repository look for them; this makes FOLDER/docs of them, and
FOLDER/mkdocs.yml. The README is the first page, and docs/index.md, which is the Terraform registry's first page, is terraform.md.
A link to a file that is no page leads to the repository. A page that no part of the navigation takes is an error.
"""

import json
import pathlib
import posixpath
import re
import shutil
import sys

REPOSITORY = "https://github.com/imagesync/imagesync"

# Pages of the repository's root, and those that have another place on the site.
MOVED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "report.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "CHANGELOG.md": "changelog.md",
    "docs/index.md": "terraform.md",
}
# In the language of the Pulumi registry's own site.
LEFT_OUT = {"docs/_index.md"}

NAVIGATION = [
    ("Home", ["index.md"]),
    ("Start", ["guides/getting-started.md", "guides/kubernetes.md", "guides/registries.md", "credentials.md"]),
    ("Pulumi", ["guides/pulumi.md", "pulumi-reference.md", "installation-configuration.md"]),
    (
        "OpenTofu and Terraform",
        ["terraform.md", "resources/*.md", "data-sources/*.md", "functions/*.md", "guides/terraform*.md", "guides/migration.md"],
    ),
    ("Guides", ["guides/*.md", "security.md", "java.md", "figures.md"]),
    ("Errors", ["errors/README.md", "errors/IS*.md"]),
    ("Project", ["architecture.md", "changelog.md", "contributing.md", "conduct.md", "report.md", "adr/README.md", "adr/0*.md"]),
]

LINK = re.compile(r"(\]\()([^)\s#]*)(#[^)\s]*)?(\))")
FENCE = re.compile(r"^\s*(```|~~~)")


def place(source):
    return MOVED.get(source, source.removeprefix("docs/"))


def sources(root):
    pages = [name for name in MOVED if (root / name).exists()]
    pages += [path.relative_to(root).as_posix() for path in sorted((root / "docs").rglob("*.md"))]
    return [page for page in dict.fromkeys(pages) if page not in LEFT_OUT]


def link(root, source, pages, target):
    """Where a relative link of a page leads to on the site."""
    if not target or re.match(r"[a-z]+:", target):
        return target
    if target.startswith("/"):
        raise SystemExit(f"{source}: a link to {target}, which leads out of the project")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if file in LEFT_OUT or file not in pages:
        if (root / file / "README.md").exists() and file + "/README.md" in pages:
            file += "/README.md"
        elif (root / file).exists():
            kind = "tree" if (root / file).is_dir() else "blob"
            return f"{REPOSITORY}/{kind}/main/{file}"
        else:
            raise SystemExit(f"{source}: a link to {target}, which is not there")
    return posixpath.relpath(place(file), posixpath.dirname(place(source)) or ".")


def page(root, source, pages):
    text = (root / source).read_text()
    title = re.search(r"^#\s+(.*)$", text, re.MULTILINE)
    lines, fenced = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            line = LINK.sub(
                lambda found: found[1] + link(root, source, pages, found[2]) + (found[3] or "") + found[4], line
            )
        lines.append(line)
    text = "\n".join(lines) + "\n"
    # The registries' own title is for their lists; here the heading is the title.
    if title and text.startswith("---\n"):
        head, rest = text[4:].split("\n---\n", 1)
        head = "\n".join(line for line in head.splitlines() if not line.startswith(("title:", "page_title:")))
        text = "---\ntitle: " + json.dumps(title[1].replace("`", "")) + "\n" + head + "\n---\n" + rest
    return text


def navigation(docs):
    left = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    tree = []
    for name, patterns in NAVIGATION:
        part = []
        for pattern in patterns:
            found = sorted(file for file in left if pathlib.PurePosixPath(file).match(pattern))
            part += found
            left -= set(found)
        tree.append({name: part[0] if part == ["index.md"] else part})
    if left:
        raise SystemExit(f"no part of the navigation takes {', '.join(sorted(left))}")
    return tree


def main(root, folder):
    docs = folder / "docs"
    pages = sources(root)
    for source in pages:
        target = docs / place(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(root, source, set(pages)))
    shutil.copy(root / "tools/site/logo.svg", docs / "logo.svg")
    settings = {
        "site_name": "imagesync",
        "site_url": "https://imagesync.dev/",
        "site_description": "A private registry, described as code and kept in lock-step with its upstreams.",
        "repo_url": REPOSITORY,
        "edit_uri": "",
        "docs_dir": str(docs),
        "theme": {
            "name": "material",
            "font": False,
            "logo": "logo.svg",
            "favicon": "logo.svg",
            "features": ["navigation.tabs", "navigation.sections", "navigation.top", "content.code.copy", "search.highlight"],
            "palette": [
                {
                    "media": "(prefers-color-scheme: light)",
                    "scheme": "default",
                    "primary": "indigo",
                    "toggle": {"icon": "material/weather-night", "name": "Dark"},
                },
                {
                    "media": "(prefers-color-scheme: dark)",
                    "scheme": "slate",
                    "primary": "indigo",
                    "toggle": {"icon": "material/weather-sunny", "name": "Light"},
                },
            ],
        },
        "plugins": ["search"],
        "markdown_extensions": ["tables", "md_in_html", {"toc": {"permalink": True}}, "pymdownx.superfences", "pymdownx.highlight"],
        "validation": {"links": {"anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}},
        "nav": navigation(docs),
    }
    # JSON is YAML.
    (folder / "mkdocs.yml").write_text(json.dumps(settings, indent=2))


if __name__ == "__main__":
    main(*(pathlib.Path(word).resolve() for word in sys.argv[1:3]))
