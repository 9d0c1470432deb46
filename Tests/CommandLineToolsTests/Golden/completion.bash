# Completion of shelf for bash.
_shelf() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= i word
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case "$path/$word" in
      '/add') path+=/$word ;;
      '/list') path+=/$word ;;
      '/label') path+=/$word ;;
      '/label/print') path+=/$word ;;
      '/label/design') path+=/$word ;;
      '/bench') path+=/$word ;;
      '/bench/build') path+=/$word ;;
    esac
  done
  case "$previous" in
    --shelf) return ;;
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$current")); return ;;
    --title) return ;;
    --place) return ;;
    --limit) return ;;
    --paper) COMPREPLY=($(compgen -W 'a4 letter' -- "$current")); return ;;
    --a-name-far-too-long-for-a-column) return ;;
    --version) return ;;
    --entries) return ;;
  esac
  case "$path" in
    '') word='add list label bench --shelf --json --quiet --color --help --version' ;;
    '/add') word='--title --place --force --verbose --shelf --json --quiet --color --help --version' ;;
    '/list') word='--limit --shelf --json --quiet --color --help --version' ;;
    '/label') word='print design --shelf --json --quiet --color --help --version' ;;
    '/label/print') word='--shelf --json --quiet --color --help --version' ;;
    '/label/design') word='--paper --a-name-far-too-long-for-a-column --version --shelf --json --quiet --color --help --version' ;;
    '/bench') word='build --shelf --json --quiet --color --help --version' ;;
    '/bench/build') word='--entries --shelf --json --quiet --color --help --version' ;;
  esac
  COMPREPLY=($(compgen -W "$word" -- "$current"))
}
complete -o default -F _shelf shelf
