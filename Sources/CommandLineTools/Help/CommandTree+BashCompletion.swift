extension CommandTree {
  /// A script for bash that completes words, options and choices; everything else completes as file names.
  ///
  /// Install it with `source <(program completion)`, whatever the command that prints it is called.
  public var bashCompletion: String {
    let function = "_" + program.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    var lines = [
      "# Completion of \(program) for bash.",
      "\(function)() {",
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= i word",
      "  COMPREPLY=()",
      "  for ((i = 1; i < COMP_CWORD; i++)); do",
      "    word=${COMP_WORDS[i]}",
      "    case \"$path/$word\" in",
    ]
    lines += nodes.filter { !$0.isEmpty }.map { "      \(quoted(key($0)))) path+=/$word ;;" }
    lines += ["    esac", "  done", "  case \"$previous\" in"]
    lines += valueOptions.map { long, choices in
      let reply =
        choices.isEmpty ? "" : "COMPREPLY=($(compgen -W \(quoted(choices.joined(separator: " "))) -- \"$current\")); "
      return "    --\(long)) \(reply)return ;;"
    }
    lines += ["  esac", "  case \"$path\" in"]
    lines += nodes.map { path in
      "    \(quoted(key(path)))) word=\(quoted(completions(after: path).joined(separator: " "))) ;;"
    }
    lines += [
      "  esac",
      "  COMPREPLY=($(compgen -W \"$word\" -- \"$current\"))",
      "}",
      "complete -o default -F \(function) \(program)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Every word sequence that leads to a command, the empty one first.
  private var nodes: [[String]] {
    var nodes: [[String]] = [[]]
    for command in commands {
      for length in 1...max(1, command.path.count) {
        let node = Array(command.path.prefix(length))
        if !nodes.contains(node) { nodes.append(node) }
      }
    }
    return nodes
  }

  /// Long names that take a value, with their choices when every command agrees on them.
  private var valueOptions: [(long: String, choices: [String])] {
    var options: [(long: String, choices: [String])] = []
    for option in globals + commands.flatMap(\.options) where option.placeholder != nil {
      if let known = options.firstIndex(where: { $0.long == option.long }) {
        if options[known].choices != option.choices { options[known].choices = [] }
      } else {
        options.append((option.long, option.choices))
      }
    }
    return options
  }

  private func completions(after path: [String]) -> [String] {
    let own = command(path).map { options(of: $0) + [.help, .version] } ?? allGlobals
    return words(after: path) + own.map { "--" + $0.long }
  }

  private func key(_ path: [String]) -> String {
    path.map { "/" + $0 }.joined()
  }

  /// Names are ours and hold no quote; a choice might.
  private func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
