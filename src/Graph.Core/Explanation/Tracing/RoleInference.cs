namespace FunctionalGrad;

/// <summary>Reads off the local Jacobians what a gate does to the gradient. Several roles may be true at one point; the declared one is preferred among those.</summary>
internal static class RoleInference
{
    private const double Tolerance = 1e-9;

    private static readonly GateRole[] Preferred =
    [
        GateRole.Vanishing,
        GateRole.Distributor,
        GateRole.Adder,
        GateRole.Mover,
        GateRole.Router,
        GateRole.LocalScaler,
        GateRole.Mixer,
    ];

    public static (GateRole Role, bool Inferred) Of(
        LocalGate gate,
        IReadOnlyList<BackwardEdge> edges
    )
    {
        var declared = gate.Apply.Primitive.Role;
        BackwardEdge[] flowing = [.. edges.Where(edge => edge.Flow == EdgeFlow.Flows)];
        if (flowing.Length == 0)
            return (
                edges.All(edge => edge.Flow == EdgeFlow.Constant) ? declared : GateRole.Vanishing,
                true
            );
        // Where there is no element, all roles are true.
        if (flowing.All(edge => edge.Into.Shape.Size * gate.Node.Shape.Size == 0))
            return (declared, true);
        long entries = flowing.Sum(edge => (long)gate.Node.Shape.Size * edge.Into.Shape.Size);
        if (entries > LocalRule.LargestJacobian)
            return (declared, false);
        var weights = new LocalWeights(gate, flowing);
        // Numbers that are none say nothing of what the gate does.
        if (weights.AnyIsNaN)
            return (declared, false);
        return (weights.Allow(declared) ? declared : Preferred.First(weights.Allow), true);
    }

    public static string NameOf(GateRole role) =>
        role switch
        {
            GateRole.LocalScaler => "local scaler",
            GateRole.Distributor => "gradient distributor",
            GateRole.SwapMultiplier => "swap multiplier",
            GateRole.Router => "gradient router",
            GateRole.Adder => "gradient adder",
            GateRole.Mover => "gradient mover",
            GateRole.Vanishing => "vanishing gradient",
            GateRole.Mixer => "gradient mixer",
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    /// <summary>The Jacobians of one gate side by side, and what is true of them.</summary>
    private sealed class LocalWeights(LocalGate gate, BackwardEdge[] edges)
    {
        private readonly int rows = gate.Node.Shape.Size;
        private readonly double[][] jacobians =
        [
            .. edges.Select(edge => edge.Local!.Jacobian!.ToArray()),
        ];

        public bool AnyIsNaN => jacobians.Any(jacobian => jacobian.Any(double.IsNaN));

        public bool Allow(GateRole role) =>
            role switch
            {
                GateRole.Vanishing => All(weight => weight == 0),
                GateRole.Distributor => All(IsZeroOrOne)
                    && Columns().All(column => Count(column) == 1)
                    && Rows().Any(row => Count(row) > 1 || Gives(row)),
                GateRole.Adder => All(IsZeroOrOne)
                    && Rows().All(row => Count(row) == 1)
                    && edges.Length == 1
                    && (Columns().Any(column => Count(column) > 1) || IsIdentity()),
                GateRole.Mover => All(IsZeroOrOne)
                    && Rows().All(row => Count(row) <= 1)
                    && Columns().All(column => Count(column) <= 1),
                // Of several inputs the winner may have no gradient; where one input's share is 0 throughout, nothing is routed.
                GateRole.Router => (gate.Operands.Count > 1 || !All(weight => weight == 0))
                    && All(weight => weight is >= 0 and <= 1)
                    && Enumerable.Range(0, rows).All(Picks),
                // One point cannot tell a product from what is linear: only a gate that is declared one is asked.
                GateRole.SwapMultiplier => !All(weight => weight == 0) && IsProduct(),
                GateRole.LocalScaler => !All(weight => weight == 0) && IsElementwise(),
                GateRole.Mixer => !IsElementwise(),
                _ => throw new ArgumentOutOfRangeException(nameof(role)),
            };

        private static bool IsZeroOrOne(double weight) => weight is 0 or 1;

        /// <summary>A sum of which only one term has a gradient still hands it on unchanged.</summary>
        private bool Gives(double[] row) => Count(row) == 1 && gate.Operands.Count > edges.Length;

        private bool IsIdentity() => Columns().All(column => Count(column) == 1);

        /// <summary>Each element hands on to its own place alone.</summary>
        private bool IsElementwise() =>
            edges
                .Zip(jacobians)
                .All(pair =>
                    pair.First.Into.Shape.Size == rows
                    && pair.Second.Index()
                        .All(entry => entry.Item == 0 || entry.Index / rows == entry.Index % rows)
                );

        /// <summary>One winner takes all, or those that tie share alike; or nothing passes.</summary>
        private bool Picks(int row)
        {
            double[] shares = [.. Row(row).Where(weight => weight != 0)];
            return shares.Length == 0
                || (shares.Length == 1 && (shares[0] == 1 || gate.Node.Kinks.Contains(row)))
                || (
                    gate.Node.Kinks.Count > 0
                    && shares.All(share => Math.Abs(share * shares.Length - 1) < Tolerance)
                );
        }

        /// <summary>Each local derivative is the product of the other factors: times its own factor it gives the output back.</summary>
        private bool IsProduct()
        {
            if (gate.Operands.Sum(operand => operand.Shape.Size) < 2)
                return false;
            bool byEntry = true,
                byInput = gate.Operands.Count > 1;
            var y = gate.Node.Value.Span;
            for (int e = 0; e < edges.Length; e++)
            {
                var x = edges[e].Into.Value.Span;
                for (int row = 0; row < rows; row++)
                {
                    double sum = 0;
                    for (int column = 0; column < x.Length; column++)
                    {
                        double weight = jacobians[e][row * x.Length + column];
                        double term = weight * x[column];
                        sum += term;
                        byEntry &= weight == 0 || Same(term, y[row]);
                    }
                    byInput &= Same(sum, y[row]);
                }
            }
            return byEntry || byInput;
        }

        private static bool Same(double a, double b) =>
            a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b));

        private bool All(Func<double, bool> holds) =>
            jacobians.All(jacobian => jacobian.All(holds));

        private static int Count(double[] line) => line.Count(weight => weight != 0);

        private IEnumerable<double[]> Rows() => Enumerable.Range(0, rows).Select(Row);

        private double[] Row(int row) =>
            [
                .. jacobians.SelectMany(jacobian =>
                {
                    int columns = rows == 0 ? 0 : jacobian.Length / rows;
                    return jacobian.Skip(row * columns).Take(columns);
                }),
            ];

        private IEnumerable<double[]> Columns() =>
            from jacobian in jacobians
            let columns = rows == 0 ? 0 : jacobian.Length / rows
            from column in Enumerable.Range(0, columns)
            select Enumerable
                .Range(0, rows)
                .Select(row => jacobian[row * columns + column])
                .ToArray();
    }
}
