/// A shell that completes commands.
public enum CompletingShell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}

extension CommandTree {
  /// A script by which a shell asks the program itself what may stand where somebody is typing: `PROGRAM complete --
  /// WORD…`, the last word being the one that is typed. What a script knows of the commands is thus never out of date.
  public func completionScript(for shell: CompletingShell) -> String {
    let function = "_" + program.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    switch shell {
    case .bash: return bash(function)
    case .zsh: return zsh(function)
    case .fish: return fish("_" + function)
    }
  }

  /// bash(1), Programmable Completion
  private func bash(_ function: String) -> String {
    """
    # Completion of \(program) for bash: what there is to choose from is asked of the program.
    \(function)() {
      local IFS=$'\\n' line
      COMPREPLY=()
      for line in $("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
        if [[ $line == :files ]]; then
          compopt -o default 2>/dev/null
        else
          COMPREPLY+=("${line%%$'\\t'*}")
        fi
      done
      [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
    }
    complete -F \(function) \(program)

    """
  }

  /// zshcompsys(1)
  private func zsh(_ function: String) -> String {
    """
    #compdef \(program)
    # Completion of \(program) for zsh: what there is to choose from is asked of the program.
    \(function)() {
      local line files=false
      local -a candidates
      for line in ${(f)"$(${words[1]} complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
        if [[ $line == :files ]]; then
          files=true
        else
          candidates+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
        fi
      done
      (( ${#candidates} )) && _describe '\(program)' candidates
      # Of --option=name the name alone is a file.
      $files && { compset -P '--*='; _files }
      return 0
    }
    if [[ $funcstack[1] == \(function) ]]; then
      \(function) "$@"
    else
      compdef \(function) \(program)
    fi

    """
  }

  /// https://fishshell.com/docs/current/completions.html
  private func fish(_ function: String) -> String {
    """
    # Completion of \(program) for fish: what there is to choose from is asked of the program.
    function \(function)
        set -l words (commandline --tokenize --current-process --cut-at-cursor)
        set -l typed (commandline --current-token --cut-at-cursor)
        for line in ($words[1] complete -- $words[2..-1] "$typed" 2>/dev/null)
            if test "$line" = :files
                __fish_complete_path "$typed"
            else
                echo "$line"
            end
        end
    end
    complete --command \(program) --no-files --arguments '(\(function))'

    """
  }
}
