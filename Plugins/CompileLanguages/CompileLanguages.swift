import Foundation
import PackagePlugin

/// Has the language files of a target checked and written as Swift before the target is compiled.
@main
struct CompileLanguages: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let files = target.sourceFiles(withSuffix: ".json").map(\.url).sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Language.swift")
    return [
      .buildCommand(
        displayName: "Checking \(files.count) languages", executable: try context.tool(named: "LanguageCompiler").url,
        arguments: [output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
    ]
  }
}
