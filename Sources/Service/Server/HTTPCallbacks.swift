internal import CMicrohttpd

// What libmicrohttpd calls. Each takes the raw pointers apart, and hands on what they are to the service.

/// What a bare pointer stands for, which others keep alive.
private func object<Object: AnyObject>(_ pointer: UnsafeMutableRawPointer?, _ type: Object.Type) -> Object? {
  unsafe pointer.map { unsafe Unmanaged<Object>.fromOpaque($0).takeUnretainedValue() }
}

private func connection(of handle: OpaquePointer?) -> ServedConnection? {
  guard let handle = unsafe handle else { return nil }
  return unsafe object(pledge_mhd_context(handle), ServedConnection.self)
}

@c func openConnection(
  _ state: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
  _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) {
  guard let service = unsafe object(state, HTTPService.self), let handle = unsafe handle, let context = unsafe context
  else { return }
  unsafe context.pointee = Unmanaged.passRetained(service.open(handle)).toOpaque()
}

@c func closeConnection(
  _ state: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
  _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) {
  guard let service = unsafe object(state, HTTPService.self), let context = unsafe context,
    let known = unsafe context.pointee
  else { return }
  unsafe context.pointee = nil
  service.close(unsafe Unmanaged<ServedConnection>.fromOpaque(known).takeRetainedValue())
}

@c func beginRequest(
  _ state: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ handle: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let service = unsafe object(state, HTTPService.self), let target = unsafe target,
    let connection = unsafe connection(of: handle)
  else { return nil }
  let request = service.begin(unsafe String(cString: target), on: connection)
  return unsafe Unmanaged.passRetained(request).toOpaque()
}

/// Called once with the head, then with each piece of the body, then once more.
@c func serveRequest(
  _ state: UnsafeMutableRawPointer?, _ handle: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ bytes: UnsafePointer<CChar>?,
  _ count: UnsafeMutablePointer<Int>?, _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let service = unsafe object(state, HTTPService.self), let handle = unsafe handle, let count = unsafe count,
    let exchange = unsafe exchange, let request = unsafe object(exchange.pointee, IncomingRequest.self),
    let connection = unsafe connection(of: handle)
  else { return .NO }
  guard request.head != nil else {
    guard let url = unsafe url, let method = unsafe method, let version = unsafe version else { return .NO }
    let (head, admission) = unsafe judged(
      handle, method: String(cString: method), path: String(cString: url), version: String(cString: version),
      service.router)
    guard service.take(head, admission, for: request, on: connection) else { return .NO }
    // What ends nobody knows where is not waited for.
    let isEndless = unsafe pledge_mhd_header_count(handle, "Transfer-Encoding") > 0
    return isEndless || request.isAnsweredUnread ? service.answer(request, on: connection, handle) : .YES
  }
  guard unsafe count.pointee > 0 else { return service.answer(request, on: connection, handle) }
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count.pointee)
  guard unsafe service.take(piece, for: request, on: connection) else { return .NO }
  unsafe count.pointee = 0
  return .YES
}

@c func finishRequest(
  _ state: UnsafeMutableRawPointer?, _ handle: OpaquePointer?,
  _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
  guard let exchange = unsafe exchange, let known = unsafe exchange.pointee else { return }
  unsafe exchange.pointee = nil
  let request = unsafe Unmanaged<IncomingRequest>.fromOpaque(known).takeRetainedValue()
  guard let service = unsafe object(state, HTTPService.self), let handle = unsafe handle,
    let connection = unsafe connection(of: handle)
  else { return }
  let status = Int(unsafe pledge_mhd_status(handle))
  service.finish(request, on: connection, status: status == 0 ? nil : status)
}

@c func noteRefusal(_ state: UnsafeMutableRawPointer?, _ status: UInt32) {
  unsafe object(state, HTTPService.self)?.noteRefusal(Int(status))
}

/// The head of a request, judged; framing that two readers could understand in two ways is refused.
private func judged(
  _ handle: OpaquePointer, method: String, path: String, version: String, _ router: Router
) -> (RequestHead, Router.Admission) {
  let type = unsafe pledge_mhd_header(handle, "Content-Type").map { unsafe String(cString: $0) }
  let length = unsafe pledge_mhd_header(handle, "Content-Length").map { unsafe String(cString: $0) }
  let number = length.flatMap { text in text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil }
  let head = RequestHead(method, path, contentType: type, contentLength: number)
  let hosts = unsafe pledge_mhd_header_count(handle, "Host")
  guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else {
    return (head, .refused(.text(400, "a request names its host once")))
  }
  guard unsafe pledge_mhd_header_count(handle, "Content-Length") <= 1, length == nil || number != nil else {
    return (head, .refused(.text(400, "the length is not one decimal number")))
  }
  guard unsafe pledge_mhd_header_count(handle, "Transfer-Encoding") == 0 else {
    return (head, .refused(.text(411, "a Content-Length is needed, and no transfer coding is taken")))
  }
  return (head, router.admission(of: head))
}
