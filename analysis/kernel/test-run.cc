// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/test-run.h"

#include "analysis/kernel/libbpf-error.h"

#include <bpf/bpf.h>
#include <linux/bpf.h>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

TestRun
RunOnce(
    int program, HookPoint point, uint32_t ifindex, const Bytes& frame, std::span<uint8_t> output)
{
    __sk_buff context{};
    __sk_buff contextAfter{};
    context.ifindex = ifindex;
    LIBBPF_OPTS(bpf_test_run_opts,
                options,
                .data_in = frame.data(),
                .data_out = output.empty() ? nullptr : output.data(),
                .data_size_in = static_cast<uint32_t>(frame.size()),
                .data_size_out = static_cast<uint32_t>(output.size()),
                .repeat = 1);
    const bool isTc = point != HookPoint::kXdp;
    if (isTc)
    {
        options.ctx_in = &context;
        options.ctx_size_in = sizeof(context);
        options.ctx_out = &contextAfter;
        options.ctx_size_out = sizeof(contextAfter);
    }
    if (int error = bpf_prog_test_run_opts(program, &options))
    {
        FailLibbpf("the kernel does not run a frame of " + std::to_string(frame.size()) + " bytes",
                   error);
    }
    if (isTc && contextAfter.ifindex != ifindex)
    {
        throw std::runtime_error("the kernel ran the frame on another interface");
    }
    return {static_cast<int>(options.retval), options.data_size_out, options.duration};
}

} // namespace ns3::vnlab
