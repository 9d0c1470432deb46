#define _GNU_SOURCE
#include "CProcess.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <gnu/lib-names.h>

void *pledge_load_library(const char *name) {
  /* The C library was told of no folders at its build: what it would look through is the system's rule alone. */
  void *system = dlopen(LIBC_SO, RTLD_LAZY | RTLD_NOLOAD);
  if (system == 0) return 0;
  void *library = 0;
  Dl_serinfo size;
  Dl_serinfo *places = dlinfo(system, RTLD_DI_SERINFOSIZE, &size) == 0 ? malloc(size.dls_size) : 0;
  if (places != 0 && dlinfo(system, RTLD_DI_SERINFOSIZE, places) == 0 &&
      dlinfo(system, RTLD_DI_SERINFO, places) == 0) {
    for (unsigned place = 0; place < places->dls_cnt && library == 0; place++) {
      const char *folder = places->dls_serpath[place].dls_name;
      char path[PATH_MAX];
      /* A name without a folder would be looked up by the rule that is avoided here. */
      if (folder == 0 || folder[0] != '/') continue;
      int length = snprintf(path, sizeof path, "%s/%s", folder, name);
      if (length > 0 && (size_t)length < sizeof path) library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    }
  }
  free(places);
  dlclose(system);
  return library;
}
#else
void *pledge_load_library(const char *name) { return dlopen(name, RTLD_NOW | RTLD_LOCAL); }
#endif
