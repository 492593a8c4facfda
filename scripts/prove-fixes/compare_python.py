"""Reads [[before, after], …] as JSON, paths of Python files, and prints what the second of each has lost."""

import ast
import collections
import json
import sys
import tokenize
import warnings


def comments(path):
    with tokenize.open(path) as file:
        tokens = list(tokenize.generate_tokens(file.readline))
    return collections.Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def parses(path):
    with open(path, "rb") as file:
        try:
            ast.parse(file.read())
        except (SyntaxError, ValueError) as error:
            return str(error)
    return None


def compare(before, after):
    if parses(before):
        return []
    error = parses(after)
    if error:
        return [f"does not parse: {error}"]
    lost = comments(before) - comments(after)
    return [f"lost a comment: {comment}" for comment in lost.elements()]


warnings.simplefilter("ignore")
print(json.dumps([compare(*pair) for pair in json.load(sys.stdin)]))
