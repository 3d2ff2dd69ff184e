// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LIBBPF_ERROR_H
#define VNLAB_LIBBPF_ERROR_H

#include <string>

namespace ns3::vnlab
{

/// From here on, keeps libbpf's warnings for FailLibbpf instead of printing them.
void KeepLibbpfAccount();

/**
 * @param what did not work
 * @param error of errno or, negative, of libbpf
 * @throws CannotRunHere where the kernel lacks the call or this process the right
 * @throws std::runtime_error otherwise, with libbpf's account since KeepLibbpfAccount
 */
[[noreturn]] void FailLibbpf(const std::string& what, int error);

} // namespace ns3::vnlab

#endif // VNLAB_LIBBPF_ERROR_H
