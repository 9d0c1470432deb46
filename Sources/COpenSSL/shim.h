#ifndef PLEDGEBOOK_COPENSSL_SHIM_H
#define PLEDGEBOOK_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

/* OPENSSL_clear_free is a macro that adds file and line; Swift does not import it. */
static inline void pledge_clear_free(void *memory, size_t count) { OPENSSL_clear_free(memory, count); }

#endif
