// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/libbpf-error.h"

#include "analysis/kernel/cannot-run-here.h"

#include <bpf/libbpf.h>
#include <cerrno>
#include <cstdarg>
#include <cstdio>

namespace ns3::vnlab
{

namespace
{

std::string g_account; // of what libbpf last tried

int
KeepAccount(libbpf_print_level level, const char* format, va_list arguments)
{
    char line[1024];
    if (level == LIBBPF_WARN && std::vsnprintf(line, sizeof(line), format, arguments) > 0)
    {
        g_account += line;
    }
    return 0;
}

} // namespace

void
KeepLibbpfAccount()
{
    libbpf_set_print(KeepAccount);
    g_account.clear();
}

void
FailLibbpf(const std::string& what, int error)
{
    const int code = error < 0 ? -error : error;
    char reason[128];
    libbpf_strerror(code, reason, sizeof(reason));
    const std::string message = what + ": " + reason;
    if (code == EPERM || code == ENOSYS)
    {
        throw CannotRunHere(message);
    }
    throw std::runtime_error(message + '\n' + g_account);
}

} // namespace ns3::vnlab
